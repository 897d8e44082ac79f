// Times of the engines' operations. Prints one JSON object a line.
//   RetinaPS.Bench MODULE_FOLDER [WIDTH HEIGHT]              device times of the CUDA engine's operations, by events
//   RetinaPS.Bench MODULE_FOLDER fit                         the fit of the eye's disc, on one thread of the processor
//   RetinaPS.Bench MODULE_FOLDER filters DEVICE FOLDER       filter banks that bench/filter_bank.py has written
using System.Runtime.Loader;

bool filters = args.Length == 4 && args[1] == "filters";
bool fit = args.Length == 2 && args[1] == "fit";
if (args.Length is not (1 or 3) && !filters && !fit)
{
    Console.Error.WriteLine("usage: RetinaPS.Bench MODULE_FOLDER [WIDTH HEIGHT | fit | filters DEVICE FOLDER]");
    return 64;
}

string module = Path.GetFullPath(args[0]);
AssemblyLoadContext.Default.Resolving += (context, name) =>
{
    string file = Path.Combine(module, "bin", name.Name + ".dll");
    return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
};
if (fit)
    return RetinaPS.Bench.FitTimes.Run();
return filters
    ? RetinaPS.Bench.FilterTimes.Run(args[3], args[2])
    : RetinaPS.Bench.DeviceTimes.Run(args.Length == 3 ? int.Parse(args[1]) : 3888, args.Length == 3 ? int.Parse(args[2]) : 2592);

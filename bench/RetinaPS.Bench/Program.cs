// Device times of the CUDA engine's operations, by events: RetinaPS.Bench MODULE_FOLDER [WIDTH HEIGHT]. Prints one JSON object a line.
using System.Runtime.Loader;

if (args.Length is not (1 or 3))
{
    Console.Error.WriteLine("usage: RetinaPS.Bench MODULE_FOLDER [WIDTH HEIGHT]");
    return 64;
}

string module = Path.GetFullPath(args[0]);
AssemblyLoadContext.Default.Resolving += (context, name) =>
{
    string file = Path.Combine(module, "bin", name.Name + ".dll");
    return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
};
return RetinaPS.Bench.DeviceTimes.Run(args.Length == 3 ? int.Parse(args[1]) : 3888, args.Length == 3 ? int.Parse(args[2]) : 2592);

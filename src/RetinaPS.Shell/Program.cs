// Servers with photographs of patients report nothing; a value that is set already stays.
SetDefault("POWERSHELL_TELEMETRY_OPTOUT", "1");
SetDefault("POWERSHELL_UPDATECHECK", "Off");
return Microsoft.PowerShell.UnmanagedPSEntry.Start(args, args.Length);

static void SetDefault(string name, string value) =>
    Environment.SetEnvironmentVariable(name, Environment.GetEnvironmentVariable(name) ?? value);

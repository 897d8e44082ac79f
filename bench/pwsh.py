"""PowerShell as the tool manifest pins it, with the built module: what the benchmarks start unless they are given another."""
import json, os, sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def built():
    """The command that runs PowerShell, in any folder; it finds the module in out/RetinaPS by its name."""
    with open(os.path.join(ROOT, '.config', 'dotnet-tools.json')) as manifest:
        version = json.load(manifest)['tools']['powershell']['version']
    packages = os.environ.get('NUGET_PACKAGES') or os.path.expanduser('~/.nuget/packages')
    system = 'win' if os.name == 'nt' else 'unix'
    program = os.path.join(packages, 'powershell', version, 'tools', 'net10.0', 'any', system, 'pwsh.dll')
    if not os.path.exists(program):
        sys.exit('PowerShell is not restored: dotnet tool restore.')
    if not os.path.exists(os.path.join(ROOT, 'out', 'RetinaPS', 'RetinaPS.psd1')):
        sys.exit('The module is not built: dotnet pwsh ./build.ps1.')
    os.environ['PSModulePath'] = os.path.join(ROOT, 'out')
    os.environ['POWERSHELL_TELEMETRY_OPTOUT'] = '1'
    return ['dotnet', program, '-NoProfile', '-NonInteractive']

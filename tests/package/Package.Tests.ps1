BeforeAll {
    $ErrorActionPreference = 'Stop'
    $folder = (Get-Module $env:RETINAPS_TEST_MODULE -ListAvailable).ModuleBase
    $files = Get-ChildItem -LiteralPath $folder -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($folder, $_.FullName).Replace('\', '/') }
    $manifest = Import-PowerShellDataFile (Join-Path $folder 'RetinaPS.psd1')
    $data = $manifest.PrivateData.PSData

    function Get-LibraryError([string] $Library, [string] $Command) {
        <# .SYNOPSIS The error of a command in a session of its own, whose module lacks a native library. #>
        $copy = Join-Path $TestDrive 'RetinaPS'
        Copy-Item -LiteralPath $folder $copy -Recurse
        Remove-Item (Join-Path $copy "bin/*/$Library.*")
        $script = "Set-Location '$copy'; Import-Module '$copy/RetinaPS.psd1'; try { $Command } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Message }"
        & (Join-Path $PSScriptRoot '../../build/Invoke-CleanShell.ps1') '-Command', $script
        Remove-Item -LiteralPath $copy -Recurse
    }
}

Describe 'The package' {
    It 'has native libraries of <Name>' -ForEach @(
        @{ Name = 'Linux'; Libraries = 'bin/linux-x64/OpenCvSharpExtern.so', 'bin/linux-x64/libSkiaSharp.so' }
        @{ Name = 'Windows'; Libraries = @('bin/win-x64/libSkiaSharp.dll') }
    ) {
        $Libraries | Where-Object { $_ -notin $files } | Should -BeNullOrEmpty
    }

    It 'has no debug symbols' {
        $files -like '*.pdb' | Should -BeNullOrEmpty
    }

    It 'has no XML documentation of its assemblies, and has the help' {
        $files -like 'bin/*.xml' | Should -BeNullOrEmpty
        $files | Should -Contain 'en-US/RetinaPS.dll-Help.xml'
        $files | Should -Contain 'en-US/about_RetinaPS.help.txt'
    }

    It 'has the notice of <_>' -ForEach @(
        'OpenCvSharp4', 'OpenCvSharp4.official.runtime.linux-x64', 'ScottPlot', 'SkiaSharp', 'SkiaSharp.HarfBuzz', 'HarfBuzzSharp', 'System.IO.Hashing'
        'SkiaSharp.NativeAssets.Linux.NoDependencies', 'SkiaSharp.NativeAssets.Win32'
    ) {
        $notice = Get-Content -Raw (Join-Path $folder "notices/$_/*.nuspec.xml")
        $notice | Should -BeLike '*<license*'
    }

    It 'has the notice of OpenCV for Windows if it has OpenCV for Windows' {
        Test-Path "$folder/notices/OpenCvSharp4.runtime.win" | Should -Be ('bin/win-x64/OpenCvSharpExtern.dll' -in $files)
    }

    It 'says what its version brings' {
        $changes = (Get-Content -Raw (Join-Path $PSScriptRoot '../../CHANGELOG.md')).Replace("`r", '')
        $section = [regex]::Match($changes, "(?ms)^## $([regex]::Escape($manifest.ModuleVersion))\b.*?\n(.*?)(?=^## |\z)").Groups[1].Value.Trim()
        $data.ReleaseNotes | Should -BeLike '- *'
        $data.ReleaseNotes | Should -BeExactly $section
    }

    It 'is found by its systems and its edition' {
        'Linux', 'Windows', 'PSEdition_Core' | Where-Object { $_ -notin $data.Tags } | Should -BeNullOrEmpty
    }

    It 'links to its project, its licence, its icon and its help' {
        $data.ProjectUri, $data.LicenseUri, $data.IconUri, $manifest.HelpInfoUri | Should -BeLike 'https://*/RetinaPS/RetinaPS*'
    }
}

Describe 'A module without a native library' {
    It 'names in one line the package that holds <Library>, and where the file goes' -ForEach @(
        @{ Library = 'OpenCvSharpExtern'; Command = 'New-SyntheticFundus 1 -ErrorAction Stop'; Package = 'OpenCvSharp4.official.runtime.linux-x64' }
        @{ Library = 'libSkiaSharp'; Package = 'SkiaSharp.NativeAssets.Linux.NoDependencies'
            Command = 'New-MatchedFilterBank -Sigma 2 -Length 9 | Export-FilterBankPlot -Destination bank.png -ErrorAction Stop' }
    ) -Skip:(-not ($IsLinux -and [Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture -eq 'X64')) {
        $lines = @(Get-LibraryError $Library $Command)
        $lines | Should -HaveCount 2
        $lines[0] | Should -BeLike 'RetinaPS.NativeLibraryNotFound*'
        $version = [regex]::Escape($Package) + ' \d+(\.\d+)+'
        $lines[1] | Should -Match "^This copy of RetinaPS has no $Library for linux-x64\. The NuGet package $version holds it; put its file at '.*/bin/linux-x64/$Library\.so'\.$"
    }
}

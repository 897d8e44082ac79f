BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'ref.jpeg', 'a.jpeg', 'b [1].jpeg'
    Set-Content bad.jpeg 'no photograph'
    $run = @{ Reference = 'ref.jpeg'; Destination = 'out'; Manifest = 'run [1].jsonl' }
    $given = Get-ChildItem a*.jpeg, b*.jpeg | Invoke-RetinaPreprocess @run -ErrorAction SilentlyContinue
}

AfterAll {
    Pop-Location
}

Describe 'Get-PreprocessManifest' {
    It 'gives the records that the command gave, and those that failed' {
        $records = Get-PreprocessManifest -LiteralPath 'run [1].jsonl'
        $records | Should -BeOfType RetinaPS.Batch.PreprocessResult
        $records | Should -HaveCount 3
        foreach ($record in $given) {
            $recorded = $records | Where-Object Source -EQ $record.Source
            $recorded.Destination, $recorded.Status, $recorded.Circle | Should -Be $record.Destination, $record.Status, $record.Circle
            $recorded.Brightness | Should -BeGreaterThan 1
            $recorded.DestinationFile.Bytes | Should -Be (Get-Item -LiteralPath $record.Destination).Length
        }

        $failed = $records | Where-Object Status -EQ Failed
        $failed.ErrorId, (Split-Path $failed.Source -Leaf) | Should -Be 'RetinaPS.DecodeFailed', 'bad.jpeg'
    }

    It 'gives the runs with their parameters and their ends' {
        $first = Get-PreprocessManifest run*.jsonl -Run
        $first | Should -BeOfType RetinaPS.Batch.Manifest.ManifestRun
        $first.Parameters.ClipLimit, $first.Parameters.Quality | Should -Be 4, 95
        $first.End.Done, $first.End.Failed, $first.End.Interrupted | Should -Be 2, 1, $false
    }

    It 'takes files from the pipeline' {
        Get-ChildItem *.jsonl | Get-PreprocessManifest | Should -HaveCount 3
    }

    It 'reads lines of JSON that anything else can read, too' {
        $lines = Get-Content -LiteralPath 'run [1].jsonl' | ConvertFrom-Json
        $lines[0].type, $lines[-1].type | Should -Be 'run', 'end'
    }

    It 'warns of damaged lines by their number and gives the others' {
        $lines = Get-Content -LiteralPath 'run [1].jsonl'
        $null = New-Item -ItemType Directory damaged
        @($lines[0], '{ "type": "photo', $lines[1..($lines.Count - 1)], '{') | Write-Output | Set-Content damaged/run.jsonl
        $records = Get-PreprocessManifest damaged/run.jsonl -WarningVariable warnings -WarningAction SilentlyContinue
        $records | Should -HaveCount 3
        $warnings | Should -BeLike '2 of the lines of *run.jsonl* are damaged*'
        $null = Get-PreprocessManifest 'run `[1`].jsonl' -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'reports <Name>' -ForEach @(
        @{ Name = 'a missing file'; File = 'missing.jsonl'; Id = 'FileNotFound' }
        @{ Name = 'a file that is no manifest'; File = 'bad.jpeg'; Id = 'InvalidManifest' }
    ) {
        { Get-PreprocessManifest $File } | Should -Throw -ErrorId "RetinaPS.$Id,*"
    }
}

BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'photographs/a.jpeg', 'photographs/b [1].jpeg', 'photographs/œil 眼底.jpeg'
    $records = Get-ChildItem photographs | Invoke-RetinaPreprocess -Reference photographs/a.jpeg -Destination out

    function Get-ReportData([string] $File) {
        <# .SYNOPSIS The data in a report's page. #>
        $null = (Get-Content -LiteralPath $File -Raw) -match '(?s)id="report-data">(.*?)</script>'
        $Matches[1] | ConvertFrom-Json
    }
}

AfterAll {
    Pop-Location
}

Describe 'New-RetinaReport' {
    It 'writes one page about the records and gives its file' {
        $file = $records | New-RetinaReport reports/batch.html -Title 'Two < three'
        $file | Should -BeOfType System.IO.FileInfo
        $data = Get-ReportData $file
        $data.title | Should -Be 'Two < three'
        $data.photographs.source | Should -Be $records.Source
        $data.photographs.maskRatio | Should -Be $records.MaskRatio
        Get-Content -LiteralPath $file -Raw | Should -Match '<title>Two &lt; three</title>'
    }

    It 'loads nothing from anywhere' {
        $text = Get-Content -LiteralPath ($records | New-RetinaReport alone.html) -Raw
        $text | Should -Match "default-src 'none'"
        $text | Should -Not -Match '<(script|img|iframe)[^>]* src='
        $text | Should -Not -Match '<link[^>]* href="(?!data:,)'
    }

    It 'leaves thumbnails out with -NoThumbnail' {
        $with = $records | New-RetinaReport with.html -ThumbnailSize 128
        $without = $records | New-RetinaReport without.html -NoThumbnail
        (Get-ReportData $with).thumbnails.size | Should -Be 128
        (Get-ReportData $without).thumbnails | Should -BeNullOrEmpty
        $without.Length | Should -BeLessThan $with.Length
    }

    It 'leaves a page alone that exists, unless -Force is given' {
        Set-Content mine.html 'mine' -NoNewline
        { $records | New-RetinaReport mine.html } | Should -Throw -ErrorId 'RetinaPS.DestinationExists,*'
        Get-Content mine.html | Should -Be 'mine'
        ($records | New-RetinaReport mine.html -Force).Length | Should -BeGreaterThan 4
    }

    It 'writes nothing with -WhatIf, nor about nothing' {
        $records | New-RetinaReport imagined.html -WhatIf | Should -BeNullOrEmpty
        @() | New-RetinaReport imagined.html | Should -BeNullOrEmpty
        'imagined.html' | Should -Not -Exist
    }

    It 'asks for the extension of a web page, and for a manifest that is one' {
        { $records | New-RetinaReport report.pdf } | Should -Throw -ErrorId 'RetinaPS.InvalidArgument,*'
        Set-Content no.jsonl 'text'
        { New-RetinaReport report.html -Manifest no.jsonl } | Should -Throw -ErrorId 'RetinaPS.InvalidManifest,*'
    }
}

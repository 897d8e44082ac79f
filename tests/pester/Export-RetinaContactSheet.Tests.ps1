BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'a.jpeg', 'b [1].jpeg', 'c.jpeg'
}

AfterAll {
    Pop-Location
}

Describe 'Export-RetinaContactSheet' {
    It 'writes one <_> sheet of all photographs and gives its file' -ForEach 'png', 'jpg', 'tif', 'bmp' {
        $file = Get-ChildItem *.jpeg | Export-RetinaContactSheet -Destination "sheets/all.$_" -TileSize 64
        $file | Should -BeOfType System.IO.FileInfo
        $file.Name | Should -Be "all.$_"
        (Import-RetinaImage $file).Format | Should -Be Bgr24
    }

    It 'puts as many side by side as -Columns says' {
        $row = Import-RetinaImage (Get-ChildItem *.jpeg | Export-RetinaContactSheet -Destination row.png -TileSize 64 -Columns 3)
        $column = Import-RetinaImage (Get-ChildItem *.jpeg | Export-RetinaContactSheet -Destination column.png -TileSize 64 -Columns 1)
        $row.Width | Should -BeGreaterThan (3 * 64)
        $column.Height | Should -BeGreaterThan $row.Height
        $column.Width | Should -BeLessThan $row.Width
    }

    It 'takes images and draws the outlines of their masks' {
        $images = Get-ChildItem *.jpeg | Import-RetinaImage | Get-EyeMask -PassThru
        $plain = Import-RetinaImage ($images | Export-RetinaContactSheet -Destination plain.png -TileSize 96)
        $outlined = Import-RetinaImage ($images | Export-RetinaContactSheet -Destination outlined.png -TileSize 96 -Outline)
        $outlined.Width, $outlined.Height | Should -Be $plain.Width, $plain.Height
        [Linq.Enumerable]::SequenceEqual($plain.CopyPixels(), $outlined.CopyPixels()) | Should -BeFalse
        $images.IsDisposed | Should -Not -Contain $true
    }

    It 'leaves a sheet alone that exists, unless -Force is given' {
        Set-Content mine.png 'mine' -NoNewline
        { Export-RetinaContactSheet a.jpeg mine.png } | Should -Throw -ErrorId 'RetinaPS.DestinationExists,*'
        Get-Content mine.png | Should -Be 'mine'
        (Export-RetinaContactSheet a.jpeg mine.png -Force).Length | Should -BeGreaterThan 4
    }

    It 'writes nothing with -WhatIf' {
        Export-RetinaContactSheet a.jpeg imagined.png -WhatIf | Should -BeNullOrEmpty
        'imagined.png' | Should -Not -Exist
    }

    It 'writes nothing when there are no photographs' {
        Export-RetinaContactSheet *.none empty.png | Should -BeNullOrEmpty
        'empty.png' | Should -Not -Exist
    }

    It 'asks for the extension of an image file' {
        { Export-RetinaContactSheet a.jpeg sheet.pdf } | Should -Throw -ErrorId 'RetinaPS.InvalidArgument,*'
    }

    It 'takes titles from <_>' -ForEach 'Name', { $_.Name }, { "a" } {
        $plain = Export-RetinaContactSheet a.jpeg plain-title.png -Force
        $titled = Export-RetinaContactSheet a.jpeg own-title.png -Title $_ -Force
        (Get-FileHash $titled).Hash | Should -Be (Get-FileHash $plain).Hash
    }

    It 'shows the steps of the chain, five a row' {
        $sheet = Import-RetinaImage (Get-ChildItem *.jpeg | Export-RetinaContactSheet -Destination steps.png -Steps -Reference a.jpeg -TileSize 64)
        $sheet.Width | Should -Be (5 * 72 + 8)
        { Export-RetinaContactSheet a.jpeg none.png -Steps } | Should -Throw -ErrorId 'RetinaPS.InvalidArgument,*'
    }
}

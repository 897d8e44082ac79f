BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'set/a.jpeg', 'set/b [1].jpeg', 'set/c.png'
    $null = (New-Eye).VesselMap | Export-RetinaImage -Destination grey -Format Png

    $jpeg = [IO.File]::ReadAllBytes((Get-Item set/a.jpeg).FullName)
    $null = New-Item -ItemType Directory bad
    [IO.File]::WriteAllBytes("$TestDrive/bad/cut.jpeg", $jpeg[0..($jpeg.Length / 2)])
    [IO.File]::WriteAllBytes("$TestDrive/bad/empty.jpeg", @())
    Set-Content bad/text.jpeg 'no photograph'
}

AfterAll {
    Pop-Location
}

Describe 'Import-RetinaImage' {
    It 'reads <Extension>' -ForEach @(
        @{ Extension = 'jpeg' }, @{ Extension = 'png' }, @{ Extension = 'tif' }, @{ Extension = 'bmp' }
    ) {
        New-Photograph "formats/eye.$Extension" -Width 100 -Height 75
        $image = Import-RetinaImage "formats/eye.$Extension"
        $image | Should -BeOfType RetinaPS.Imaging.RetinaImage
        $image.Name | Should -Be 'eye'
        $image.Path | Should -Be (Get-Item "formats/eye.$Extension").FullName
        $image.Width, $image.Height, $image.Format | Should -Be 100, 75, 'Bgr24'
        $image.Device.Id | Should -Be 'Cpu'
        $image.Mask | Should -BeNullOrEmpty
    }

    It 'keeps a grey file grey, and makes a colour image of it with -Color' {
        (Import-RetinaImage grey/*.png).Format | Should -Be Gray8
        (Import-RetinaImage grey/*.png -Color).Format | Should -Be Bgr24
    }

    It 'turns a photograph as its EXIF orientation says' {
        $exif = [byte[]](0xFF, 0xE1, 0, 34) + [Text.Encoding]::ASCII.GetBytes("Exif`0`0II*`0") +
            [byte[]](8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0)
        [IO.File]::WriteAllBytes("$TestDrive/turned.jpeg", $jpeg[0..1] + $exif + $jpeg[2..($jpeg.Length - 1)])
        $image = Import-RetinaImage turned.jpeg
        $image.Width, $image.Height | Should -Be 128, 192
    }

    It 'takes files by <How>' -ForEach @(
        @{ How = 'path'; Command = { Import-RetinaImage set/a.jpeg, 'set/b `[1`].jpeg', set/c.png } }
        @{ How = 'wildcard'; Command = { Import-RetinaImage set/* } }
        @{ How = 'literal path'; Command = { Import-RetinaImage -LiteralPath set/a.jpeg, 'set/b [1].jpeg', set/c.png } }
        @{ How = 'Get-ChildItem'; Command = { Get-ChildItem set | Import-RetinaImage } }
        @{ How = 'names in the pipeline'; Command = { 'set/a.jpeg', 'set/b*', 'set/c.png' | Import-RetinaImage } }
        @{ How = 'objects with a FullName'; Command = { Get-ChildItem set | Select-Object FullName | Import-RetinaImage } }
        @{ How = 'the path of a PowerShell drive'; Command = { Import-RetinaImage TestDrive:/set/* } }
    ) {
        (& $Command).Name | Should -Be 'a', 'b [1]', 'c'
    }

    It 'gives nothing for a wildcard that matches nothing' {
        Import-RetinaImage set/*.none | Should -BeNullOrEmpty
    }

    It 'keeps the facts when the pixels are freed' {
        $image = Import-RetinaImage set/c.png
        $image.Dispose()
        $image.IsDisposed | Should -BeTrue
        $image.Width, $image.Name | Should -Be 192, 'c'
        { $image | Get-EyeMask } | Should -Throw -ErrorId 'RetinaPS.InvalidArgument,*'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'missing.jpeg'; Id = 'FileNotFound' }
        @{ Name = 'bad/cut.jpeg'; Id = 'DecodeFailed' }
        @{ Name = 'bad/empty.jpeg'; Id = 'DecodeFailed' }
        @{ Name = 'bad/text.jpeg'; Id = 'DecodeFailed' }
    ) {
        { Import-RetinaImage $Name } | Should -Throw "*$($Name.Split('/')[-1])*" -ErrorId "RetinaPS.$Id,*"
    }

    It 'reports each bad file and reads the others all the same' {
        $images = Get-ChildItem bad, set | Import-RetinaImage -ErrorAction SilentlyContinue -ErrorVariable problems
        $images | Should -HaveCount 3
        Split-Path $problems.TargetObject -Leaf | Should -Be 'cut.jpeg', 'empty.jpeg', 'text.jpeg'
    }

    It 'reports a path on a drive that does not exist and reads the others all the same' {
        $images = 'nowhere:/a.jpeg', 'nowhere:/*', 'set/a.jpeg' | Import-RetinaImage -ErrorAction SilentlyContinue -ErrorVariable problems
        $images.Name | Should -Be 'a'
        $problems.FullyQualifiedErrorId | ForEach-Object { $_.Split(',')[0] } | Should -Be 'RetinaPS.InvalidArgument', 'RetinaPS.InvalidArgument'
    }

    It 'refuses a photograph over -MaximumMegapixels' {
        { Import-RetinaImage set/c.png -MaximumMegapixels 0.02 } | Should -Throw -ErrorId 'RetinaPS.ImageTooLarge,*'
    }

    It 'ends at once where the device does not exist' {
        { 'set/a.jpeg' | Import-RetinaImage -Device Abacus -ErrorAction SilentlyContinue } | Should -Throw -ErrorId 'RetinaPS.DeviceNotFound,*'
    }
}

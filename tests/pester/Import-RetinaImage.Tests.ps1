BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'set/a.jpeg', 'set/b [1].jpeg', 'set/c.png'
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
}

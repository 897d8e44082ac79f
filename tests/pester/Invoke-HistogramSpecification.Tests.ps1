BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'ref.png', 'eye.png', 'left [1].png'
    $eye = Import-RetinaImage eye.png
    $matched = Get-PixelHash ($eye | Invoke-HistogramSpecification -Reference ref.png)
    $null = New-ColorReference ref.png -Destination ref.json
}

AfterAll {
    Pop-Location
}

Describe 'Invoke-HistogramSpecification' {
    It 'gives the photograph the mean colours of the reference' {
        $result = $eye | Invoke-HistogramSpecification -Reference ref.png
        $result | Should -BeOfType RetinaPS.Imaging.RetinaImage
        $result.Width, $result.Height, $result.Format | Should -Be 192, 128, 'Bgr24'
        $wanted = (Get-ColorHistogram ref.png).Channels.Mean
        $got = ($result | Get-ColorHistogram).Channels.Mean
        foreach ($i in 0..2) {
            [Math]::Abs($got[$i] - $wanted[$i]) | Should -BeLessThan 3
        }
    }

    It 'takes a reference as <How>' -ForEach @(
        @{ How = 'a file object'; Reference = { Get-Item ref.png } }
        @{ How = 'an image'; Reference = { Import-RetinaImage ref.png } }
        @{ How = 'a colour reference'; Reference = { New-ColorReference ref.png } }
        @{ How = 'the JSON file of one'; Reference = { 'ref.json' } }
        @{ How = 'the full path of a photograph'; Reference = { (Get-Item ref.png).FullName } }
    ) {
        Get-PixelHash ($eye | Invoke-HistogramSpecification -Reference (& $Reference)) | Should -Be $matched
    }

    It 'takes a reference with brackets in its name, as typed or as completed' {
        $typed = $eye | Invoke-HistogramSpecification -Reference 'left [1].png'
        $completed = $eye | Invoke-HistogramSpecification -Reference './left `[1`].png'
        Get-PixelHash $completed | Should -Be (Get-PixelHash $typed)
    }

    It 'uses the mask that the image carries and passes it on' {
        $result = $eye | Get-EyeMask -Method FullFrame -PassThru | Invoke-HistogramSpecification -Reference ref.png
        $result.Mask.Method | Should -Be FullFrame
        Get-PixelHash $result | Should -Not -Be $matched
    }

    It 'attaches the mask that it found' {
        ($eye | Invoke-HistogramSpecification -Reference ref.png).Mask.Status | Should -Be Found
        $eye.Mask | Should -BeNullOrEmpty
    }

    It 'warns where image and reference treat level 255 differently' {
        $null = $eye | Invoke-HistogramSpecification -Reference ref.json -ExcludeSaturated -WarningAction SilentlyContinue -WarningVariable warnings
        $warnings | Should -BeLike '*-ExcludeSaturated*'
    }

    It 'takes files from Get-ChildItem, brackets in their names included' {
        (Get-ChildItem eye.png, left*.png | Invoke-HistogramSpecification -Reference ref.png).Name | Should -Be 'eye', 'left [1]'
    }

    It 'ends at once with <Name> as reference' -ForEach @(
        @{ Name = 'a missing file'; Reference = 'missing.png'; Id = 'FileNotFound' }
        @{ Name = 'a number'; Reference = 42; Id = 'InvalidArgument' }
        @{ Name = 'other JSON'; Reference = 'other.json'; Id = 'InvalidReference' }
        @{ Name = 'a text'; Reference = 'text.png'; Id = 'DecodeFailed' }
    ) {
        Set-Content other.json '{ "format": "something else" }'
        Set-Content text.png 'no photograph'
        { $eye | Invoke-HistogramSpecification -Reference $Reference -ErrorAction SilentlyContinue } |
            Should -Throw -ErrorId "RetinaPS.$Id,Retina*"
    }

    It 'reports an image of one level, which has no distribution' {
        $flat = (New-Eye -Width 1 -Height 1).VesselMap
        { $flat | Invoke-HistogramSpecification -Reference ref.png -MaskMethod FullFrame } | Should -Throw -ErrorId 'RetinaPS.ConstantChannel,*'
    }
}

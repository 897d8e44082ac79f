BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
    Push-Location $TestDrive
    New-Photograph 'eye.png'
    $eye = Import-RetinaImage eye.png
}

AfterAll {
    Pop-Location
}

Describe 'Resize-RetinaImage' {
    It 'brings the longer side to -Size' {
        $small = $eye | Resize-RetinaImage -Size 96
        $small | Should -BeOfType RetinaPS.Imaging.RetinaImage
        $small.Width, $small.Height | Should -Be 96, 64
    }

    It 'refuses a size of 0' {
        { $eye | Resize-RetinaImage -Size 0 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}

BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
}

Describe 'New-MatchedFilterBank' {
    It 'has the defaults that its help tells' {
        $bank = New-MatchedFilterBank
        $bank | Should -BeOfType RetinaPS.Imaging.FilterBank
        $bank.Kind, $bank.Sigma, $bank.Length, $bank.Extent, $bank.Orientations, $bank.Rotation |
            Should -Be 'Gaussian', 5, 15, 3, 12, 'Warp'
    }

    It 'turns its kernels evenly over 180 degrees' {
        (New-MatchedFilterBank -Orientations 4).Kernels.Orientation | Should -Be 0, 45, 90, 135
    }

    It 'gives kernels of <Kind> that do not answer to an even background' -ForEach @(
        @{ Kind = 'Gaussian' }, @{ Kind = 'FirstDerivative' }
    ) {
        foreach ($kernel in (New-MatchedFilterBank $Kind -Rotation Analytic).Kernels) {
            [Math]::Abs($kernel.Sum) | Should -BeLessThan 0.001
        }
    }

    It 'clips the turned kernels with -Rotation Warp, as the original did' {
        $kernels = (New-MatchedFilterBank -Rotation Warp).Kernels
        [Math]::Abs($kernels[0].Sum) | Should -BeLessThan 0.001
        [Math]::Abs($kernels[6].Sum) | Should -BeGreaterThan 0.1
    }

    It 'makes kernels of the size that sigma, extent and length ask for' {
        $kernel = (New-MatchedFilterBank -Sigma 2 -Length 9 -Extent 3).Kernels[0]
        $kernel.Width, $kernel.Height | Should -Be 12, 9
        $kernel.Weights | Should -HaveCount (12 * 9)
        , $kernel.ToArray() | Should -BeOfType 'float[,]'
    }

    It 'refuses a kernel of less than one pixel' {
        { New-MatchedFilterBank -Sigma 0.2 -Extent 0.5 } | Should -Throw -ErrorId 'RetinaPS.InvalidArgument,*'
    }

    It 'refuses <Parameter>' -ForEach @(
        @{ Parameter = '-Sigma 0'; Arguments = @{ Sigma = 0 } }
        @{ Parameter = '-Length 0'; Arguments = @{ Length = 0 } }
        @{ Parameter = '-Orientations 0'; Arguments = @{ Orientations = 0 } }
    ) {
        { New-MatchedFilterBank @Arguments } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}

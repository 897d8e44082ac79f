BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
}

Describe 'New-MatchedFilterBank' {
    It 'has the defaults that its help tells' {
        $bank = New-MatchedFilterBank
        $bank | Should -BeOfType RetinaPS.Imaging.FilterBank
        $bank.Kind, $bank.Sigma[0], $bank.Length[0], $bank.Extent, $bank.Orientations, $bank.Rotation |
            Should -Be 'Gaussian', 5, 15, 3, 12, 'Warp'
        $bank.Scales | Should -HaveCount 1
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

    It 'makes several scales' {
        $bank = New-MatchedFilterBank -Sigma 1, 2 -Length 5, 9 -Orientations 4 -Rotation Analytic
        $bank.Kernels | Should -HaveCount 8
        $bank.Scales.Sigma | Should -Be 1, 2
        $bank.Kernels[5].Sigma, $bank.Kernels[5].Length, $bank.Kernels[5].Orientation | Should -Be 2, 9, 45
    }

    It 'wants one length, or one for each sigma' {
        { New-MatchedFilterBank -Sigma 1, 2, 3 -Length 5, 9 -ErrorAction Stop } | Should -Throw -ErrorId 'RetinaPS.InvalidArgument,*'
    }

    It 'takes kernels of one''s own' {
        $line = @(-1, -1, -1), @(2, 2, 2), @(-1, -1, -1)
        $point = [float[,]]::new(1, 2)
        $point[0, 1] = 3
        $bank = New-MatchedFilterBank -Kernel $line, $point
        $bank.Kernels.Width | Should -Be 3, 2
        $bank.Kernels[1].Weights | Should -Be 0, 3
    }

    It 'gives kernels whose positive weights add up to 1 with -Normalization Contrast' {
        $sum = ((New-MatchedFilterBank -Sigma 3 -Orientations 1 -Normalization Contrast).Kernels[0].Weights | Where-Object { $_ -gt 0 } | Measure-Object -Sum).Sum
        [Math]::Abs($sum - 1) | Should -BeLessThan 1e-5
    }

    It 'turns every sign with -Negate' {
        (New-MatchedFilterBank -Orientations 1 -Negate).Kernels[0].Weights[0] | Should -Be (-(New-MatchedFilterBank -Orientations 1).Kernels[0].Weights[0])
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

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

    It 'takes kernels of one''s own' {
        $line = @(-1, -1, -1), @(2, 2, 2), @(-1, -1, -1)
        $point = [float[,]]::new(1, 2)
        $point[0, 1] = 3
        $bank = New-MatchedFilterBank -Kernel $line, $point
        $bank.Kernels.Width | Should -Be 3, 2
        $bank.Kernels[1].Weights | Should -Be 0, 3
    }

    It 'refuses <Parameter>' -ForEach @(
        @{ Parameter = '-Sigma 0'; Arguments = @{ Sigma = 0 } }
        @{ Parameter = '-Length 0'; Arguments = @{ Length = 0 } }
        @{ Parameter = '-Orientations 0'; Arguments = @{ Orientations = 0 } }
    ) {
        { New-MatchedFilterBank @Arguments } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
    }
}

BeforeAll {
    . $PSScriptRoot/Import-Module.ps1
}

Describe 'Get-RetinaDevice' {
    It 'always lists the processor, ready' {
        $device = Get-RetinaDevice Cpu
        $device | Should -BeOfType RetinaPS.Imaging.RetinaDevice
        $device.Id | Should -BeExactly 'Cpu'
        $device.Status | Should -Be 'Ready'
        $device.Description | Should -Match '\d+\.\d+'
    }

    It 'lists <Id>' -ForEach @(
        @{ Id = 'cpu'; Expected = 'Cpu' }
        @{ Id = 'C*'; Expected = 'Cpu' }
        @{ Id = '[cx]pu'; Expected = 'Cpu' }
    ) {
        (Get-RetinaDevice $Id).Id | Should -Contain $Expected
    }

    It 'lists nothing where no device matches' {
        Get-RetinaDevice 'none*' | Should -BeNullOrEmpty
    }

    It 'names each device once, and all of them without a name' {
        $ids = (Get-RetinaDevice).Id
        $ids | Should -Contain 'Cpu'
        @($ids | Sort-Object -Unique).Count | Should -Be @($ids).Count
    }

    It 'gives names that Import-RetinaImage takes, by completion too' {
        $line = 'Import-RetinaImage x.png -Device C'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Contain 'Cpu'
    }
}

import ArgumentParser
import LeadrDomain
import Testing

@testable import leadrctl

@Suite struct VersionTests {
    @Test func `leadrctl tells the version of the product`() {
        #expect(LeadrControl.configuration.version == ProductVersion.current)
    }
}

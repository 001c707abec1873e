import Testing

@testable import leadr_bench

@Suite struct ProcessStatusTests {
    @Test func `a program's name may hold blanks and parentheses`() throws {
        let line = "7 (a) b (c) S 3 7 7 0 -1 4194560 0 0 0 0 250 50 0 0 20 0 1 0 100 0 0"
        let status = try #require(ProcessStatus(id: 7, stat: line))
        #expect(status.name == "a) b (c")
        #expect(status.seconds > 0)
    }

    @Test func `this process is found`() {
        #expect(ProcessStatus(id: 1) != nil)
    }
}

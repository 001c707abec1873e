import JobQueue
import TestSupport
import Testing

@Suite struct InMemoryConformanceTests {
    @Test(arguments: QueueConformance.allCases)
    func `the in-memory driver keeps every rule`(rule: QueueConformance) async throws {
        let bench = QueueBench(driver: InMemoryJobQueue(), queue: QueueAddress("first"), next: QueueAddress("second"))
        try await rule.check(bench)
    }
}

import LeadrDomain
import Testing

@testable import LeadrState

@Suite struct AddressBlockTests {
    private let address = ClientAddress(key: "7f000001")
    private let start = Timestamp(microseconds: 1_000_000_000_000)

    private func table(capacity: Int = 100) -> AddressBlockTable {
        var policy = AddressBlockPolicy()
        policy.capacity = capacity
        return AddressBlockTable(policy: policy)
    }

    private func fail(_ table: inout AddressBlockTable, times: Int, at time: Timestamp? = nil) {
        for _ in 0..<times { table.record(address, isClientError: true, now: time ?? start) }
    }

    @Test func `blocks grow from one minute to one hour`() {
        let policy = AddressBlockPolicy()
        #expect([9, 10, 11, 12, 15, 16, 17, 500].map { policy.block(count: $0)?.components.seconds } == [nil, 60, 120, 240, 1920, 3600, 3600, 3600])
    }

    @Test func `the tenth client error in a row blocks`() {
        var table = table()
        fail(&table, times: 9)
        #expect(!table.isBlocked(address, now: start))
        fail(&table, times: 1)
        #expect(table.isBlocked(address, now: start + .seconds(59)))
        #expect(!table.isBlocked(address, now: start + .seconds(60)))
    }

    @Test func `the count survives a block`() {
        var table = table()
        fail(&table, times: 10)
        fail(&table, times: 1, at: start + .seconds(60))
        #expect(table.isBlocked(address, now: start + .seconds(179)))
        #expect(!table.isBlocked(address, now: start + .seconds(180)))
    }

    @Test func `one success resets the count, and an existing block stays`() {
        var table = table()
        fail(&table, times: 9)
        table.record(address, isClientError: false, now: start)
        fail(&table, times: 9)
        #expect(!table.isBlocked(address, now: start))
        fail(&table, times: 1)
        table.record(address, isClientError: false, now: start)
        #expect(table.isBlocked(address, now: start + .seconds(1)))
    }

    @Test func `a success of an unknown address leaves no trace`() {
        var table = table()
        table.record(address, isClientError: false, now: start)
        #expect(table.isEmpty && table.takeReports().isEmpty)
    }

    @Test func `reports tell what happened since the last ones`() {
        var table = table()
        fail(&table, times: 3)
        #expect(table.takeReports() == [address: AddressBlockReport(reset: false, failures: 3)])
        table.record(address, isClientError: false, now: start)
        fail(&table, times: 2)
        #expect(table.takeReports() == [address: AddressBlockReport(reset: true, failures: 2)])
        #expect(table.takeReports().isEmpty)
    }

    @Test func `unsent reports are put before what happened since`() {
        var table = table()
        fail(&table, times: 3)
        let unsent = table.takeReports()
        fail(&table, times: 2)
        table.restore(unsent)
        #expect(table.takeReports() == [address: AddressBlockReport(reset: false, failures: 5)])
        fail(&table, times: 1)
        let lost = table.takeReports()
        table.record(address, isClientError: false, now: start)
        table.restore(lost)
        #expect(table.takeReports() == [address: AddressBlockReport(reset: true, failures: 0)])
    }

    @Test func `what other processes counted is taken over and own news added`() {
        var table = table()
        fail(&table, times: 1)
        table.merge(address, count: 8, blockedFor: nil, now: start)
        fail(&table, times: 1)
        #expect(table.isBlocked(address, now: start))
        table.merge(address, count: 0, blockedFor: nil, now: start + .seconds(61))
        #expect(!table.isBlocked(address, now: start + .seconds(61)))
    }

    @Test func `a block of another process holds here`() {
        var table = table()
        table.merge(address, count: 10, blockedFor: .seconds(30), now: start)
        #expect(table.isBlocked(address, now: start + .seconds(29)))
        #expect(!table.isBlocked(address, now: start + .seconds(30)))
    }

    @Test func `a flood of addresses takes bounded room and spares the blocked ones`() {
        var table = table(capacity: 50)
        fail(&table, times: 10)
        for number in 0..<500 { table.record(ClientAddress(key: "\(number)"), isClientError: true, now: start) }
        #expect(table.isBlocked(address, now: start))
        #expect(table.count <= 50)
    }

    @Test func `addresses are forgotten after their time`() {
        var table = table()
        fail(&table, times: 3)
        table.sweep(now: start + .seconds(3601))
        #expect(table.isEmpty)
    }
}

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
        table.sweep(now: start + .seconds(3599), limit: 10)
        #expect(table.count == 1)
        table.sweep(now: start + .seconds(3601), limit: 10)
        #expect(table.isEmpty)
    }

    @Test func `a count is not continued after its time, swept or not`() {
        var table = table()
        fail(&table, times: 9)
        fail(&table, times: 1, at: start + .seconds(3600))
        #expect(table.failures(of: address) == 1)
    }

    @Test func `the address added first is dropped first`() {
        var table = table(capacity: 4)
        let addresses = (0..<30).map { ClientAddress(key: "\($0)") }
        for (index, address) in addresses.enumerated() {
            table.record(address, isClientError: true, now: start)
            #expect(addresses.filter { table.failures(of: $0) > 0 } == Array(addresses[max(0, index - 3)...index]))
        }
    }

    @Test func `when all are blocked, one of them makes room`() {
        var table = table(capacity: 3)
        for number in 0..<4 { table.merge(ClientAddress(key: "\(number)"), count: 10, blockedFor: .seconds(30), now: start) }
        #expect(table.count == 3)
        #expect(table.isBlocked(ClientAddress(key: "3"), now: start))
    }

    @Test func `each address of a flood costs one look, whether it comes from a client or from Redis`() {
        var table = table(capacity: 100)
        for number in 0..<1000 { table.record(ClientAddress(key: "a\(number)"), isClientError: true, now: start) }
        for number in 0..<1000 { table.merge(ClientAddress(key: "b\(number)"), count: 3, blockedFor: nil, now: start) }
        for number in 0..<1000 { table.merge(ClientAddress(key: "c\(number)"), count: 10, blockedFor: .seconds(30), now: start) }
        #expect(table.count == 100)
        #expect(table.inspections <= 3000)
    }

    @Test func `a sweep looks at no more than it is allowed, and the next one goes on from there`() {
        var table = table(capacity: 100)
        for number in 0..<50 { table.record(ClientAddress(key: "a\(number)"), isClientError: true, now: start) }
        for number in 0..<50 { table.merge(ClientAddress(key: "b\(number)"), count: 10, blockedFor: .seconds(30), now: start) }
        table.sweep(now: start, limit: 10)
        #expect(table.inspections == 20)
        #expect(table.count == 100)
        for _ in 0..<30 { table.sweep(now: start + .seconds(3601), limit: 10) }
        #expect(table.isEmpty)
        #expect(table.inspections <= 20 + 30 * 20)
    }

    @Test func `an ended block no longer spares its address`() {
        var table = table(capacity: 2)
        fail(&table, times: 10)
        table.sweep(now: start + .seconds(61), limit: 10)
        for number in 0..<2 {
            table.merge(ClientAddress(key: "\(number)"), count: 10, blockedFor: .seconds(30), now: start + .seconds(61))
        }
        #expect(table.failures(of: address) == 0)
    }

    @Test func `no more reports wait than addresses are remembered`() {
        var table = table(capacity: 50)
        for number in 0..<500 {
            let address = ClientAddress(key: "\(number)")
            table.record(address, isClientError: true, now: start)
            table.record(address, isClientError: false, now: start)
        }
        table.restore((500..<900).map { (key: ClientAddress(key: "\($0)"), value: AddressBlockReport(reset: false, failures: 1)) })
        #expect(table.takeReports().count == 50)
    }
}

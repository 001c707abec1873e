import Testing

@testable import LeadrState

@Suite struct WaitTicketTests {
    @Test func `a result that comes before the caller waits is kept`() async {
        let ticket = WaitTicket(id: 1)
        ticket.deliver(.check)
        ticket.deliver(.result([1]))
        #expect(await ticket.next() == .result([1]))
        #expect(await ticket.next() == .closing)
    }

    @Test func `several hints to look are as good as one`() async {
        let ticket = WaitTicket(id: 1)
        ticket.deliver(.check)
        ticket.deliver(.check)
        #expect(await ticket.next() == .check)
        ticket.deliver(.expired)
        #expect(await ticket.next() == .expired)
    }

    @Test func `nothing follows the last signal`() async {
        let ticket = WaitTicket(id: 1)
        ticket.deliver(.expired)
        ticket.deliver(.result([1]))
        #expect(await ticket.next() == .expired)
        #expect(await ticket.next() == .closing)
    }

    @Test func `a signal resumes the caller that waits`() async {
        let ticket = WaitTicket(id: 1)
        async let signal = ticket.next()
        ticket.deliver(.result([2]))
        #expect(await signal == .result([2]))
    }

    @Test func `a cancelled caller is told that it is over`() async {
        let ticket = WaitTicket(id: 1)
        let task = Task { await ticket.next() }
        task.cancel()
        #expect(await task.value == .closing)
    }
}

import Testing

@testable import LeadrDomain

@Suite struct TraceContextTests {
    private let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

    @Test func `the header of the standard is read and written back unchanged`() throws {
        let context = try #require(TraceContext(traceparent: text))
        #expect(context.traceIDText == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(context.spanIDText == "00f067aa0ba902b7")
        #expect(context.isSampled)
        #expect(context.traceparent == text)
    }

    @Test(arguments: [
        "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra", "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01extra", "00-4bf92f3577b34da6a3ce929d0e0e473é-00f067aa0ba902b7-01",
    ])
    func `a header against the standard is refused`(header: String) {
        #expect(TraceContext(traceparent: header) == nil)
    }

    @Test func `a later version is read as far as it is known`() throws {
        let context = try #require(TraceContext(traceparent: "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-comes"))
        #expect(context.traceparent == text)
    }

    @Test func `only the sampled flag is kept`() throws {
        #expect(try #require(TraceContext(traceparent: String(text.dropLast(2)) + "fe")).isSampled == false)
    }

    @Test func `a child stays in its trace with an id of its own`() throws {
        let parent = try #require(TraceContext(traceparent: text))
        let child = parent.child()
        #expect(child.traceID == parent.traceID && child.spanID != parent.spanID && child.isSampled)
    }

    @Test func `what cannot be continued begins a new trace`() throws {
        #expect(TraceContext.continuing("nonsense") != TraceContext.continuing(nil))
        #expect(TraceContext.continuing(text).traceIDText == "4bf92f3577b34da6a3ce929d0e0e4736")
        let root = TraceContext.root()
        #expect(try #require(TraceContext(traceparent: root.traceparent)) == root)
    }
}

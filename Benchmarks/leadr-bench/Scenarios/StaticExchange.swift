import NIOCore

/// The same GET again and again; the limit that everything else is compared with.
struct StaticExchange: LoadExchange {
    private let request: [UInt8]
    private let window: LoadWindow
    private var started = NIODeadline.now()
    private var result = LoadReport()

    init(_ target: LoadTarget, window: LoadWindow) {
        request = target.head("GET", target.path) + Array("\r\n".utf8)
        self.window = window
    }

    mutating func next(_ buffer: inout ByteBuffer, now: NIODeadline) -> LoadStep {
        guard now < window.end else { return .finish }
        started = now
        buffer.writeBytes(request)
        return .send
    }

    mutating func received(status: Int, body: ByteBuffer, now: NIODeadline) {
        if status == 200 {
            result.accept(since: started, now: now, in: window)
        } else {
            result.refuse("GET", status: status, body: body)
        }
    }

    func report(failure: String?) -> LoadReport { result.ended(failure) }
}

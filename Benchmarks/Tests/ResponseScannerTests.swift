import NIOCore
import Testing

@testable import leadr_bench

@Suite struct ResponseScannerTests {
    private let whole = "HTTP/1.1 201 Created\r\nX-A: b\r\ncontent-LENGTH: 4\r\n\r\nbody"

    @Test func `a whole response is found whatever the case of its header names`() {
        #expect(ResponseScanner.scan(ByteBuffer(string: whole)) == .response(status: 201, headCount: whole.utf8.count - 4, bodyCount: 4))
    }

    @Test func `every shorter prefix is incomplete`() {
        for count in 0..<whole.utf8.count {
            #expect(ResponseScanner.scan(ByteBuffer(bytes: Array(whole.utf8.prefix(count)))) == .incomplete)
        }
    }

    @Test func `a response without a body needs no length`() {
        let text = "HTTP/1.1 204 No Content\r\n\r\n"
        #expect(ResponseScanner.scan(ByteBuffer(string: text)) == .response(status: 204, headCount: text.utf8.count, bodyCount: 0))
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/2 200\r\n\r\n", "GARBAGE\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 2x0 OK\r\nContent-Length: 0\r\n\r\n",
    ])
    func `anything else is refused`(_ text: String) {
        #expect(ResponseScanner.scan(ByteBuffer(string: text)) == .malformed)
    }
}

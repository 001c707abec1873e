import AsyncHTTPClient
import ByteJSON
import NIOCore
import NIOHTTP1

/// Speaks the public API as a game does: JSON in, JSON out, errors by the envelope.
struct DemoClient: Sendable {
    let base: String
    let http: HTTPClient

    func get(_ path: String, headers: [String: String] = [:]) async throws -> JSONValue {
        try await send(.GET, path, headers, nil)
    }

    func post(_ path: String, _ body: [UInt8], headers: [String: String] = [:]) async throws -> JSONValue {
        try await send(.POST, path, headers, body)
    }

    private func send(_ method: HTTPMethod, _ path: String, _ headers: [String: String], _ body: [UInt8]?) async throws -> JSONValue {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(body)
        }
        let response = try await http.execute(request, timeout: .seconds(30))
        let buffer = try await response.body.collect(upTo: 4 << 20)
        var scanner = JSONScanner(Array(buffer.readableBytesView))
        let value = try scanner.parse()
        guard (200..<300).contains(response.status.code) else {
            throw DemoError("\(method) \(path) answered \(response.status.code): \(value["error"]?.string ?? "no text")")
        }
        return value
    }
}

/// Why the demo stopped.
struct DemoError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension JSONValue {
    /// Member of an object.
    subscript(key: String) -> JSONValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var double: Double? {
        switch self {
        case .number(let number): number
        case .integer(let number): Double(number)
        default: nil
        }
    }

    var elements: [JSONValue] {
        if case .array(let values) = self { values } else { [] }
    }

    /// A member that must be a string.
    func text(_ key: String) throws -> String {
        guard let text = self[key]?.string else { throw DemoError("the answer has no text '\(key)'") }
        return text
    }
}

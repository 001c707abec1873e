import ArgumentParser
import Foundation

/// Where requests go: plain HTTP, host and port.
struct LoadTarget: Sendable {
    let host: String
    let port: Int
    /// Path and query of the address that was given, at least `/`.
    let path: String

    /// - Throws: `ValidationError` for anything but `http://host[:port][/path]`.
    init(_ text: String) throws {
        guard let url = URLComponents(string: text), url.scheme == "http", let host = url.host else {
            throw ValidationError("not an http:// address: \(text)")
        }
        self.host = host
        port = url.port ?? 80
        path = (url.percentEncodedPath.isEmpty ? "/" : url.percentEncodedPath) + (url.percentEncodedQuery.map { "?" + $0 } ?? "")
    }

    /// The start of a request up to and without the empty line; the same bytes for every request, so they are made once.
    func head(_ method: String, _ path: String, _ headers: [(String, String)] = []) -> [UInt8] {
        var text = "\(method) \(path) HTTP/1.1\r\nHost: \(host):\(port)\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        return Array(text.utf8)
    }

    /// A whole request with a JSON body.
    func request(_ method: String, _ path: String, _ headers: [(String, String)], json: [UInt8]) -> [UInt8] {
        head(method, path, headers + [("Content-Type", "application/json"), ("Content-Length", "\(json.count)")]) + Array("\r\n".utf8) + json
    }
}

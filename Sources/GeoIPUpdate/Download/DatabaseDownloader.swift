import AsyncHTTPClient
import Crypto
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Fetches archives as MaxMind serves them: basic authentication, conditional requests, redirects to a store of files (`contract/platform.md §6`).
struct DatabaseDownloader: Sendable {
    /// What a server may cost.
    struct Limits: Sendable {
        /// Time for the whole download.
        var time: Duration
        /// Bytes of the archive.
        var bytes: Int
    }

    let client: HTTPClient
    let accountID: String
    let licenseKey: String
    let limits: Limits

    /// Stores an archive in a new file.
    ///
    /// - Parameters:
    ///   - versions: Versions that are not wanted.
    ///   - file: Must not exist. After a failure it is left for the caller to remove.
    /// - Throws: ``DownloadError``.
    func fetch(_ url: String, unless versions: Validators, to file: String) async throws(DownloadError) -> DownloadAnswer {
        do {
            guard let answer = try await within(limits.time, { try await attempt(url, unless: versions, to: file) }) else {
                throw DownloadError.timedOut(limits.time)
            }
            return answer
        } catch let error as DownloadError {
            throw error
        } catch let error as FileError {
            throw .file(error)
        } catch {
            if Task.isCancelled || error is CancellationError { throw .cancelled }
            throw .network(Self.text(of: error))
        }
    }

    /// TLS tells by the names of its own source files.
    private static func text(of error: any Error) -> String {
        switch error {
        case let error as HTTPClientError: error.shortDescription
        case is NIOSSLError: "TLS failed: the server's certificate is not trusted (GEOIP_CA_FILE), or it speaks no TLS that is"
        default: "\(error)"
        }
    }

    private func attempt(_ url: String, unless versions: Validators, to file: String) async throws -> DownloadAnswer {
        let response = try await answer(url, unless: versions)
        let tag = response.headers.first(name: "ETag")
        if response.status == .notModified { return .unwanted(tag: tag) }
        guard response.status == .ok else {
            let pause = response.headers.first(name: "Retry-After").flatMap { Int($0) }
            throw DownloadError.status(Int(response.status.code), retryAfter: pause)
        }
        if let tag, versions.tags.contains(tag) { return .unwanted(tag: tag) }
        return .archive(try await store(response, in: file))
    }

    /// The first answer that is no redirect.
    private func answer(_ url: String, unless versions: Validators) async throws -> HTTPClientResponse {
        guard let rule = RedirectRule(url) else { throw DownloadError.redirect("the configured address is none") }
        var target = RedirectRule.Target(url: url, sendsCredentials: true)
        for _ in 0...RedirectRule.limit {
            var request = HTTPClientRequest(url: target.url)
            request.headers.add(name: "User-Agent", value: "leadr")
            for field in versions.fields { request.headers.add(name: field.name, value: field.value) }
            if target.sendsCredentials { request.setBasicAuth(username: accountID, password: licenseKey) }
            let response = try await client.execute(request, deadline: .distantFuture)
            guard RedirectRule.isRedirect(Int(response.status.code)) else { return response }
            target = try rule.follow(from: target.url, to: response.headers.first(name: "Location"))
        }
        throw DownloadError.redirect("more than \(RedirectRule.limit) redirects")
    }

    private func store(_ response: HTTPClientResponse, in file: String) async throws -> DownloadedArchive {
        let expected = response.headers.first(name: "Content-Length").flatMap { Int($0) }
        if let expected, expected > limits.bytes { throw DownloadError.tooLarge(limit: limits.bytes) }
        let output = try RawFile(creating: file)
        var (digest, count) = (SHA256(), 0)
        for try await piece in response.body {
            let bytes = Array(piece.readableBytesView)
            count += bytes.count
            guard count <= limits.bytes else { throw DownloadError.tooLarge(limit: limits.bytes) }
            digest.update(data: bytes)
            try await offPool { try output.write(bytes[...]) }
        }
        try Task.checkCancellation()
        guard expected == nil || expected == count else { throw DownloadError.network("the server broke off after \(count) bytes") }
        return DownloadedArchive(
            tag: response.headers.first(name: "ETag"),
            lastModified: response.headers.first(name: "Last-Modified"),
            digest: digest.finalize().map { String(format: "%02x", $0) }.joined(),
            bytes: count
        )
    }
}

/// Runs what blocks on a thread for it.
func offPool<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await NIOThreadPool.singleton.runIfActive(body)
}

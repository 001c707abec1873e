import AsyncHTTPClient
import Foundation
import NIOCore
import NIOFoundationCompat
import NIOHTTP1

/// Objects of a bucket of an S3-compatible store.
public struct S3ObjectStore: ObjectStore {
    /// A file beyond this is sent in parts of this size; Amazon takes up to 10,000 of them.
    public static let partSize = 64 << 20
    /// Attempts of a request that the store did not answer, or answered with 5xx.
    private static let attempts = 4
    private static let timeout = TimeAmount.minutes(10)
    /// Largest answer that is held in memory: a page of a list.
    private static let answerLimit = 8 << 20

    private let configuration: S3Configuration
    private let http: HTTPClient
    private let partSize: Int

    /// A store.
    ///
    /// - Parameters:
    ///   - http: Shut down by whoever made it.
    ///   - partSize: Largest file that is sent as a whole, and size of the parts of larger ones, in bytes.
    public init(_ configuration: S3Configuration, http: HTTPClient, partSize: Int = Self.partSize) {
        self.configuration = configuration
        self.http = http
        self.partSize = partSize
    }

    /// See ``ObjectStore/put(_:as:)``.
    public func put(_ file: URL, as key: String) async throws {
        let source = try PartReader(file, partSize: partSize)
        defer { source.close() }
        if source.size <= partSize {
            _ = try await send(S3Request(method: .PUT, key: key, body: try source.next()))
        } else {
            try await putParts(of: source, as: key)
        }
    }

    /// See ``ObjectStore/list(_:)``.
    public func list(_ prefix: String) async throws -> [StoredObject] {
        var objects: [StoredObject] = []
        var token: String?
        repeat {
            let query = [("list-type", "2"), ("prefix", prefix)] + (token.map { [("continuation-token", $0)] } ?? [])
            let page = S3Document(try await send(S3Request(method: .GET, query: query)))
            // An answer of somebody else, a proxy for example, is not an empty store.
            guard page.root == "ListBucketResult" else {
                throw ObjectStoreError.refused(status: 200, code: "list", text: "the answer is no list of objects")
            }
            objects += zip(page.all("Key"), page.all("Size")).map { StoredObject(key: $0, size: Int64($1) ?? 0) }
            token = page.first("IsTruncated") == "true" ? page.first("NextContinuationToken") : nil
        } while token != nil
        return objects.sorted { $0.key < $1.key }
    }

    /// See ``ObjectStore/delete(_:)``.
    public func delete(_ key: String) async throws {
        _ = try await send(S3Request(method: .DELETE, key: key))
    }

    /// See ``ObjectStore/get(_:into:)``.
    public func get(_ key: String, into file: URL) async throws {
        let response = try await execute(S3Request(method: .GET, key: key))
        guard response.status == .ok else { throw try await refusal(response, key) }
        guard FileManager.default.createFile(atPath: file.path, contents: nil), let target = try? FileHandle(forWritingTo: file) else {
            throw ObjectStoreError.file("\(file.path) cannot be written")
        }
        defer { try? target.close() }
        do {
            for try await chunk in response.body { try target.write(contentsOf: Data(buffer: chunk)) }
            try target.synchronize()
        } catch {
            throw ObjectStoreError.unreachable("\(error)")
        }
    }

    private func putParts(of source: PartReader, as key: String) async throws {
        let begun = S3Document(try await send(S3Request(method: .POST, key: key, query: [("uploads", "")], isRepeatable: false)))
        guard let upload = begun.first("UploadId") else {
            throw ObjectStoreError.refused(status: 200, code: "UploadId", text: "the answer names no upload")
        }
        do {
            var parts = ""
            for number in 1...source.partCount {
                let request = S3Request(method: .PUT, key: key, query: [("partNumber", "\(number)"), ("uploadId", upload)], body: try source.next())
                let tag = try await answer(to: request).headers.first(name: "ETag") ?? ""
                parts += "<Part><PartNumber>\(number)</PartNumber><ETag>\(tag)</ETag></Part>"
            }
            let body = Array("<CompleteMultipartUpload>\(parts)</CompleteMultipartUpload>".utf8)
            let done = S3Document(try await send(S3Request(method: .POST, key: key, query: [("uploadId", upload)], body: body, isRepeatable: false)))
            // A failure while the parts are put together comes with status 200.
            if let code = done.first("Code") { throw ObjectStoreError.refused(status: 200, code: code, text: done.first("Message") ?? "") }
        } catch {
            // What was sent would be paid for until somebody finds it.
            _ = try? await send(S3Request(method: .DELETE, key: key, query: [("uploadId", upload)]))
            throw error
        }
    }

    private func send(_ request: S3Request) async throws -> [UInt8] {
        let response = try await answer(to: request)
        return Array(buffer: try await response.body.collect(upTo: Self.answerLimit))
    }

    private func answer(to request: S3Request) async throws -> HTTPClientResponse {
        let response = try await execute(request)
        guard (200..<300).contains(response.status.code) else { throw try await refusal(response, request.key ?? "") }
        return response
    }

    private func execute(_ request: S3Request) async throws -> HTTPClientResponse {
        let attempts = request.isRepeatable ? Self.attempts : 1
        var failure = ""
        for attempt in 1...attempts {
            do {
                let response = try await http.execute(signed(request), timeout: Self.timeout)
                guard response.status.code >= 500, attempt < attempts else { return response }
                failure = "status \(response.status.code)"
            } catch {
                failure = "\(error)"
                if Task.isCancelled { throw CancellationError() }
            }
            if attempt < attempts { try await Task.sleep(for: .seconds(1 << (attempt - 1))) }
        }
        throw ObjectStoreError.unreachable(failure)
    }

    private func signed(_ request: S3Request) -> HTTPClientRequest {
        let signature = S3Signature(configuration: configuration, time: Self.time(Date()))
        let path = request.key.map { configuration.path($0) } ?? configuration.basePath + "/"
        let bodyHash = S3Signature.hash(request.body)
        let headers = [("host", configuration.host), ("x-amz-content-sha256", bodyHash), ("x-amz-date", signature.time)]
        let query = S3Signature.encoded(request.query)
        var result = HTTPClientRequest(url: configuration.origin + path + (query.isEmpty ? "" : "?" + query))
        result.method = request.method
        for (name, value) in headers { result.headers.add(name: name, value: value) }
        result.headers.add(
            name: "Authorization",
            value: signature.authorization(
                method: request.method.rawValue,
                path: path,
                query: request.query,
                headers: headers,
                bodyHash: bodyHash
            )
        )
        if !request.body.isEmpty { result.body = .bytes(ByteBuffer(bytes: request.body)) }
        return result
    }

    private func refusal(_ response: HTTPClientResponse, _ key: String) async throws -> ObjectStoreError {
        let document = S3Document(Array(buffer: try await response.body.collect(upTo: Self.answerLimit)))
        let code = document.first("Code") ?? ""
        if response.status == .notFound, code != "NoSuchBucket" { return .missing(key) }
        return .refused(status: Int(response.status.code), code: code, text: document.first("Message") ?? "")
    }

    private static func time(_ date: Date) -> String {
        let digits = date.ISO8601Format().filter { $0 != "-" && $0 != ":" }
        return digits
    }
}

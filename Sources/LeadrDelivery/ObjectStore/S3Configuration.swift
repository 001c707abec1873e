import Foundation

/// How an S3-compatible store is reached (`BACKUP_STORAGE_*`).
public struct S3Configuration: Sendable {
    /// Scheme, host and port, such as `https://s3.example.com`.
    public let origin: String
    /// The `Host` header.
    public let host: String
    /// What comes before a key in the path, percent-encoded; empty where the bucket is part of the host.
    public let basePath: String
    /// Region, for the signature.
    public let region: String
    /// Access key id.
    public let accessKeyID: String
    /// Secret access key.
    public let secretAccessKey: String

    /// Derives addresses.
    ///
    /// - Parameters:
    ///   - endpoint: Address of the store, whose paths begin with the bucket; nil for Amazon's, where the bucket is part of the host.
    ///   - region: Region; empty for `us-east-1`, which stores without regions accept.
    /// - Throws: ``ObjectStoreError/malformedEndpoint(_:)``.
    public init(endpoint: String?, bucket: String, region: String, accessKeyID: String, secretAccessKey: String) throws(ObjectStoreError) {
        self.region = region.isEmpty ? "us-east-1" : region
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        guard let endpoint else {
            host = "\(bucket).s3.\(self.region).amazonaws.com"
            origin = "https://\(host)"
            basePath = ""
            return
        }
        guard let url = URLComponents(string: endpoint), let scheme = url.scheme, ["http", "https"].contains(scheme), let name = url.host,
            !name.isEmpty
        else { throw .malformedEndpoint(endpoint) }
        host = url.port.map { "\(name):\($0)" } ?? name
        origin = "\(scheme)://\(host)"
        let folder = url.path.hasSuffix("/") ? String(url.path.dropLast()) : url.path
        basePath = S3Encoding.path(folder + "/" + bucket)
    }

    /// The path of a key, percent-encoded.
    func path(_ key: String) -> String {
        basePath + "/" + S3Encoding.path(key)
    }
}

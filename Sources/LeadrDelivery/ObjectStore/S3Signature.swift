import Crypto
import Foundation
import LeadrDomain

/// Signs a request to an S3-compatible store: AWS Signature Version 4, in the header.
///
/// Source: docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
struct S3Signature {
    let configuration: S3Configuration
    /// `yyyyMMdd'T'HHmmss'Z'`.
    let time: String

    /// The `Authorization` header.
    ///
    /// - Parameters:
    ///   - path: Percent-encoded.
    ///   - query: Names and values, not encoded.
    ///   - headers: All headers that are signed, `host` and `x-amz-*` among them.
    ///   - bodyHash: SHA-256 of the body in hexadecimal digits.
    func authorization(method: String, path: String, query: [(String, String)], headers: [(String, String)], bodyHash: String) -> String {
        let sorted = headers.map { ($0.0.lowercased(), $0.1.trimmingCharacters(in: .whitespaces)) }.sorted { $0.0 < $1.0 }
        let names = sorted.map(\.0).joined(separator: ";")
        let request = [
            method, path, Self.encoded(query), sorted.map { "\($0):\($1)\n" }.joined(), names, bodyHash,
        ].joined(separator: "\n")
        let text = ["AWS4-HMAC-SHA256", time, scope, Self.hash(request.utf8)].joined(separator: "\n")
        let signature = Hexadecimal.encode(Self.mac(text, key))
        return "AWS4-HMAC-SHA256 Credential=\(configuration.accessKeyID)/\(scope),SignedHeaders=\(names),Signature=\(signature)"
    }

    /// A query, encoded and in the order that is signed.
    static func encoded(_ query: [(String, String)]) -> String {
        var pairs = query.map { (name: S3Encoding.component($0.0), value: S3Encoding.component($0.1)) }
        pairs.sort { left, right in left.name == right.name ? left.value < right.value : left.name < right.name }
        return pairs.map { $0.name + "=" + $0.value }.joined(separator: "&")
    }

    /// SHA-256 in hexadecimal digits.
    static func hash(_ bytes: some Sequence<UInt8>) -> String {
        Hexadecimal.encode(SHA256.hash(data: Data(bytes)))
    }

    private var date: String { String(time.prefix(8)) }

    private var scope: String { "\(date)/\(configuration.region)/s3/aws4_request" }

    /// Derived from the secret for this day, region and service alone.
    private var key: Data {
        [date, configuration.region, "s3", "aws4_request"].reduce(Data("AWS4\(configuration.secretAccessKey)".utf8)) { Self.mac($1, $0) }
    }

    private static func mac(_ text: String, _ key: Data) -> Data {
        Data(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: key)))
    }
}

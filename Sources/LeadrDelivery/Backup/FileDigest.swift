import Crypto
import Foundation
import LeadrDomain

/// Size and checksums of a file.
public struct FileDigest: Hashable, Sendable {
    /// Size in bytes.
    public let size: Int64
    /// MD5 in hexadecimal digits.
    public let md5: String
    /// SHA-256 in hexadecimal digits; empty where it is not known.
    public let sha256: String

    /// Creates a value.
    public init(size: Int64, md5: String, sha256: String) {
        self.size = size
        self.md5 = md5
        self.sha256 = sha256
    }

    /// Reads a file from beginning to end.
    ///
    /// - Throws: ``BackupError/file(_:)``.
    public init(of file: URL) throws(BackupError) {
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            var (size, md5, sha256) = (Int64(0), Insecure.MD5(), SHA256())
            while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
                size += Int64(data.count)
                md5.update(data: data)
                sha256.update(data: data)
            }
            self.init(size: size, md5: Hexadecimal.encode(md5.finalize()), sha256: Hexadecimal.encode(sha256.finalize()))
        } catch {
            throw .file("\(file.path) cannot be read: \(error.localizedDescription)")
        }
    }

    /// Whether a file with this digest is the one that another digest was made of; what either does not know is not compared.
    public func matches(_ other: FileDigest) -> Bool {
        size == other.size && md5 == other.md5 && (sha256 == other.sha256 || sha256.isEmpty || other.sha256.isEmpty)
    }
}

/// One step of the schema.
public struct Migration: Hashable, Sendable {
    /// Place in the order, counted from 1 without gaps.
    public let version: Int
    /// Name of the file without number and suffix.
    public let name: String
    /// Statements, run in one transaction.
    public let sql: String
    /// Fingerprint of ``sql``.
    public let checksum: String
    /// Builds whose last step is lower cannot work with the database once this step ran. 0 for a step that only adds ("expand"); for one that takes
    /// away what builds used before ("contract"), the first step whose build did without.
    public let oldestBuild: Int

    /// Creates a step.
    public init(version: Int, name: String, sql: String, oldestBuild: Int = 0) {
        self.version = version
        self.name = name
        self.sql = sql
        self.oldestBuild = oldestBuild
        self.checksum = Self.fingerprint(sql)
    }

    /// Reads an embedded file.
    init(version: Int, name: String, bytes: [UInt8], oldestBuild: Int = 0) {
        self.init(version: version, name: name, sql: String(decoding: bytes, as: UTF8.self), oldestBuild: oldestBuild)
    }

    /// FNV-1a of 64 bits, in hexadecimal. It guards against edits by mistake, not against an attacker, who could edit the table as well.
    private static func fingerprint(_ sql: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in sql.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

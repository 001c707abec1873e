import Foundation

extension UUID {
    /// The 16 bytes, as stored in Redis.
    var byteArray: [UInt8] {
        withUnsafeBytes(of: uuid) { Array($0) }
    }

    /// Reads 16 bytes; nil for another number.
    init?(byteArray: some Collection<UInt8>) {
        guard byteArray.count == 16 else { return nil }
        var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &bytes) { $0.copyBytes(from: byteArray) }
        self.init(uuid: bytes)
    }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero.
    var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

import Foundation

/// Hashes that are the same in every process and release, unlike `Hasher`. They spread keys; they protect nothing.
enum StableHash {
    /// FNV-1a, 64 bits, over the bytes of a UUID.
    static func fnv1a(_ uuid: UUID, seed: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
        withUnsafeBytes(of: uuid.uuid) { bytes in
            bytes.reduce(seed) { hash, byte in (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        }
    }

    /// The finalizer of SplitMix64: every input bit reaches every output bit, which FNV alone does not give for the low ones.
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

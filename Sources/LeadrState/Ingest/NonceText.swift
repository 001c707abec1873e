import Foundation
import LeadrDomain

/// Makes nonces and tells whose one is.
///
/// A nonce is a UUIDv4 in form: 60 random bits, then two checksums, one of the random bits alone and one of them together with the identity. The
/// checksums let a process tell a nonce that belongs to another identity from one that never existed without a second look at Redis, where a
/// nonce can only be found under its owner. They are no protection and need none: what a forged nonce gains is another text in the same 412.
enum NonceText {
    /// Whose nonce a value is, judged by the value alone.
    enum Origin: Equatable {
        /// Made for this identity.
        case own
        /// Made for another one.
        case foreign
        /// Not made here.
        case unknown
    }

    private static let versionMask: UInt64 = 0xFFFF_FFFF_FFFF_0FFF
    private static let version: UInt64 = 0x4000
    private static let variantMask: UInt64 = 0x3FFF_FFFF_FFFF_FFFF
    private static let variant: UInt64 = 0x8000_0000_0000_0000

    /// A new nonce of an identity.
    static func make(for identity: IdentityID, random: UInt64 = .random(in: .min ... .max)) -> UUID {
        let high = random & versionMask | version
        return assemble(high: high, low: checksums(high, identity) & variantMask | variant)
    }

    /// Whose nonce a value is.
    static func origin(of nonce: UUID, for identity: IdentityID) -> Origin {
        let (high, low) = split(nonce)
        let expected = checksums(high, identity) & variantMask | variant
        if low == expected { return .own }
        // The upper half of the low word depends on the random bits alone, its lower half on the identity as well.
        return low >> 32 == expected >> 32 && high & ~versionMask == version ? .foreign : .unknown
    }

    private static func checksums(_ high: UInt64, _ identity: IdentityID) -> UInt64 {
        let general = StableHash.mix(high ^ 0x6C65_6164_7231_6E6F)
        let personal = StableHash.mix(general ^ StableHash.fnv1a(identity.uuid))
        return general << 32 | personal >> 32
    }

    private static func assemble(high: UInt64, low: UInt64) -> UUID {
        var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &bytes) { target in
            target.storeBytes(of: high.bigEndian, as: UInt64.self)
            target.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        return UUID(uuid: bytes)
    }

    private static func split(_ uuid: UUID) -> (high: UInt64, low: UInt64) {
        withUnsafeBytes(of: uuid.uuid) { bytes in
            (UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)), UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }
}

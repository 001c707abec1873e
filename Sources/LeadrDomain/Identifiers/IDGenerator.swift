import Foundation

/// Source of new identifiers; a protocol so that pure logic can be tested with known ids.
public protocol IDGenerator: Sendable {
    /// A new unique UUID.
    func next() -> UUID
}

/// Time-ordered UUIDv7 (RFC 9562 §5.7): milliseconds, a counter for order within one, then random bits.
public struct UUIDv7Generator: IDGenerator {
    private let clock: any Clock
    private let state = UUIDv7State()

    /// Creates a generator on a clock.
    public init(clock: any Clock = SystemClock()) {
        self.clock = clock
    }

    /// A UUID that sorts after every one this generator made before.
    public func next() -> UUID {
        let (milliseconds, counter) = state.advance(to: UInt64(max(0, clock.now().microseconds / 1000)))
        return Self.assemble(milliseconds: milliseconds, counter: counter, random: UInt64.random(in: .min ... .max))
    }

    /// Lays out the fields of RFC 9562 §5.7: 48 bits of time, version, 12 bits of counter, variant, 62 random bits.
    static func assemble(milliseconds: UInt64, counter: UInt16, random: UInt64) -> UUID {
        let high = milliseconds << 16 | 0x7000 | UInt64(counter & 0x0FFF)
        let low = random & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        withUnsafeMutableBytes(of: &bytes) { target in
            target.storeBytes(of: high.bigEndian, as: UInt64.self)
            target.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        return UUID(uuid: bytes)
    }
}

import Foundation
import LeadrDomain

/// Appends fields in the binary form of jobs: fixed little-endian numbers, texts with a variable-length count before them.
struct FieldWriter {
    private(set) var bytes: [UInt8] = []

    init(version: UInt8, capacity: Int) {
        bytes.reserveCapacity(capacity)
        byte(version)
    }

    mutating func byte(_ value: UInt8) {
        bytes.append(value)
    }

    mutating func bool(_ value: Bool) {
        byte(value ? 1 : 0)
    }

    mutating func integer(_ value: Int64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func double(_ value: Double) {
        integer(Int64(bitPattern: value.bitPattern))
    }

    mutating func time(_ value: Timestamp) {
        integer(value.microseconds)
    }

    mutating func id(_ value: EntityID<some EntityKind>) {
        withUnsafeBytes(of: value.uuid.uuid) { bytes.append(contentsOf: $0) }
    }

    mutating func text(_ value: String) {
        count(value.utf8.count)
        bytes.append(contentsOf: value.utf8)
    }

    mutating func blob(_ value: [UInt8]) {
        count(value.count)
        bytes.append(contentsOf: value)
    }

    /// Writes whether there is a value, then the value.
    mutating func optional<Value>(_ value: Value?, _ write: (inout FieldWriter, Value) -> Void) {
        bool(value != nil)
        if let value { write(&self, value) }
    }

    /// Seven bits per byte, the lowest first, the highest bit set on all but the last (LEB128).
    private mutating func count(_ value: Int) {
        var rest = UInt(value)
        while rest >= 0x80 {
            byte(UInt8(rest & 0x7F) | 0x80)
            rest >>= 7
        }
        byte(UInt8(rest))
    }
}

import Foundation
import LeadrDomain

/// Reads what ``FieldWriter`` wrote; accepts nothing else and never reads past the end.
struct FieldReader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func byte(_ field: String) throws(JobDecodingError) -> UInt8 {
        guard offset < bytes.count else { throw .truncated(field: field, offset: offset) }
        defer { offset += 1 }
        return bytes[offset]
    }

    mutating func bool(_ field: String) throws(JobDecodingError) -> Bool {
        switch try byte(field) {
        case 0: false
        case 1: true
        default: throw .invalid(field: field, offset: offset - 1)
        }
    }

    /// A byte that stands for a case; `decode` gives nil for an unknown one.
    mutating func code<Value>(_ field: String, _ decode: (UInt8) -> Value?) throws(JobDecodingError) -> Value {
        guard let value = decode(try byte(field)) else { throw .invalid(field: field, offset: offset - 1) }
        return value
    }

    mutating func integer(_ field: String) throws(JobDecodingError) -> Int64 {
        var value: UInt64 = 0
        for byte in try take(8, field).reversed() {
            value = value << 8 | UInt64(byte)
        }
        return Int64(bitPattern: value)
    }

    /// A finite double; a job never carries another.
    mutating func double(_ field: String) throws(JobDecodingError) -> Double {
        let value = Double(bitPattern: UInt64(bitPattern: try integer(field)))
        guard value.isFinite else { throw .invalid(field: field, offset: offset - 8) }
        return value
    }

    mutating func time(_ field: String) throws(JobDecodingError) -> Timestamp {
        Timestamp(microseconds: try integer(field))
    }

    mutating func id<Kind: EntityKind>(_ field: String) throws(JobDecodingError) -> EntityID<Kind> {
        var value: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        let source = try take(16, field)
        withUnsafeMutableBytes(of: &value) { $0.copyBytes(from: source) }
        return EntityID(UUID(uuid: value))
    }

    /// UTF-8 without NUL, which PostgreSQL could not store.
    mutating func text(_ field: String) throws(JobDecodingError) -> String {
        let start = offset
        let source = try blobSlice(field)
        guard !source.contains(0), let value = String(validating: source, as: UTF8.self) else { throw .invalid(field: field, offset: start) }
        return value
    }

    mutating func blob(_ field: String) throws(JobDecodingError) -> [UInt8] {
        Array(try blobSlice(field))
    }

    mutating func optional<Value>(
        _ field: String,
        _ read: (inout FieldReader) throws(JobDecodingError) -> Value
    ) throws(JobDecodingError) -> Value? {
        try bool(field) ? try read(&self) : nil
    }

    func expectEnd() throws(JobDecodingError) {
        if offset < bytes.count { throw .trailingBytes(offset: offset) }
    }

    private mutating func blobSlice(_ field: String) throws(JobDecodingError) -> ArraySlice<UInt8> {
        try take(try count(field), field)
    }

    private mutating func take(_ count: Int, _ field: String) throws(JobDecodingError) -> ArraySlice<UInt8> {
        guard count <= bytes.count - offset else { throw .truncated(field: field, offset: offset) }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    /// A count of at most 28 bits (LEB128); no job is nearly that large.
    private mutating func count(_ field: String) throws(JobDecodingError) -> Int {
        var value = 0
        for shift in stride(from: 0, to: 28, by: 7) {
            let next = try byte(field)
            value |= Int(next & 0x7F) << shift
            if next < 0x80 { return value }
        }
        throw .invalid(field: field, offset: offset - 1)
    }
}

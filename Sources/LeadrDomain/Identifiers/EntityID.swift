import Foundation

/// A typed identifier: a UUID in storage, `<prefix>_<uuid>` on the wire (`contract/platform.md §11`).
public struct EntityID<Kind: EntityKind>: Hashable, Sendable {
    /// The stored value.
    public let uuid: UUID

    /// Wraps a stored UUID.
    public init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// Parses the wire form. The UUID part may be upper case or without hyphens; a bare UUID is refused.
    ///
    /// - Throws: ``IdentifierError`` with the contract's message (`contract/platform.md §11`).
    public init(wire text: String) throws(IdentifierError) {
        guard let separator = text.utf8.firstIndex(of: UInt8(ascii: "_")) else {
            throw .malformed(typeName: Kind.typeName, value: text)
        }
        let prefix = text[..<separator]
        guard prefix == Kind.prefix else {
            throw .wrongPrefix(typeName: Kind.typeName, expected: Kind.prefix, found: String(prefix))
        }
        let rest = text[text.utf8.index(after: separator)...]
        guard let uuid = UUIDText.parse(rest) else {
            throw .malformedUUID(typeName: Kind.typeName, value: String(rest))
        }
        self.uuid = uuid
    }

    /// The wire form, lower case with hyphens.
    public var wire: String {
        let prefix = Kind.prefix.utf8
        return String(unsafeUninitializedCapacity: prefix.count + 37) { buffer in
            var position = 0
            for byte in prefix {
                buffer[position] = byte
                position += 1
            }
            buffer[position] = UInt8(ascii: "_")
            UUIDText.write(uuid, to: UnsafeMutableBufferPointer(rebasing: buffer[(position + 1)...]))
            return position + 37
        }
    }

    /// The same UUID under another kind, for example a board state shown as a score (`contract/scoring.md §1`).
    public func retyped<Other: EntityKind>(as _: Other.Type = Other.self) -> EntityID<Other> {
        EntityID<Other>(uuid)
    }
}

extension EntityID: Comparable {
    /// Orders by the bytes of the UUID, as PostgreSQL does.
    public static func < (left: Self, right: Self) -> Bool {
        UUIDText.precedes(left.uuid, right.uuid)
    }
}

extension EntityID: CustomStringConvertible {
    /// The wire form.
    public var description: String { wire }
}

import Foundation
import LeadrDomain

/// Several results in one published message: a format version, then per result 16 bytes of event id, 4 of length, and the payload.
enum ResultFrame {
    private static let version: UInt8 = 1

    static func encode(_ messages: [ResultMessage]) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(version)
        for message in messages {
            writer.append(bytes: message.eventID.uuid.byteArray)
            writer.append(length: message.payload.count)
            writer.append(bytes: message.payload)
        }
        return writer.bytes
    }

    /// Reads a message; what cannot be read is left out, since a waiting caller looks the outcome up by itself anyway.
    static func decode(_ bytes: [UInt8]) -> [ResultMessage] {
        var reader = ByteReader(bytes)
        guard reader.byte() == version else { return [] }
        var messages: [ResultMessage] = []
        while let id = reader.bytes(16).flatMap({ UUID(byteArray: $0) }), let count = reader.length(), let payload = reader.bytes(count) {
            messages.append(ResultMessage(eventID: ScoreEventID(id), payload: payload))
        }
        return messages
    }
}

import Foundation

/// The announcement that entities changed, as published to all processes: the topic's name, a colon, then 16 bytes per id.
struct CacheNotice: Equatable, Sendable {
    let topic: CacheTopic
    let ids: [UUID]

    var bytes: [UInt8] {
        Array(topic.rawValue.utf8) + [UInt8(ascii: ":")] + ids.flatMap(\.byteArray)
    }

    init(topic: CacheTopic, ids: [UUID]) {
        self.topic = topic
        self.ids = ids
    }

    /// Reads an announcement; nil for a topic that this release does not know or damaged bytes.
    init?(bytes: [UInt8]) {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), (bytes.count - colon - 1) % 16 == 0,
            let topic = CacheTopic(rawValue: String(decoding: bytes[..<colon], as: UTF8.self))
        else { return nil }
        self.topic = topic
        ids = Array(bytes[(colon + 1)...]).chunks(of: 16).compactMap { UUID(byteArray: $0) }
    }
}

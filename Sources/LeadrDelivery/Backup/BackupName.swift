import LeadrDomain

/// Where a backup is kept, from what it is of (`contract/platform.md §8.9`): `<prefix>/<YYYY>/<MM>/<db>_<YYYYMMDD>T<HHMMSS>Z.<env>.dump`.
public struct BackupName: Hashable, Sendable, Comparable {
    /// End of a dump's name.
    public static let dumpSuffix = ".dump"
    /// End of a manifest's name.
    public static let manifestSuffix = ".manifest.json"

    /// `<db>_<YYYYMMDD>T<HHMMSS>Z.<env>`, without what tells dump and manifest apart.
    public let stem: String
    /// When the backup was begun, to the second.
    public let time: Timestamp

    /// The name of a backup of a database that begins now.
    public init(database: String, environment: String, time: Timestamp) {
        self.time = Timestamp(microseconds: time.seconds * 1_000_000)
        stem = "\(database)_\(Self.compact(self.time)).\(environment.lowercased())"
    }

    /// The name in a key or file name of a manifest or dump; nil for anything else.
    public init?(_ key: String) {
        var name = key.split(separator: "/").last.map(String.init) ?? key
        for suffix in [Self.manifestSuffix, Self.dumpSuffix] where name.hasSuffix(suffix) { name.removeLast(suffix.count) }
        guard let dot = name.lastIndex(of: "."), let line = name[..<dot].lastIndex(of: "_"),
            let time = Self.time(name[name.index(after: line)..<dot])
        else { return nil }
        stem = name
        self.time = time
    }

    /// Key of the dump in a store with folders.
    ///
    /// - Parameter prefix: `BACKUP_STORAGE_PREFIX`; nil for a plain folder, where a key is a file name.
    public func dump(below prefix: String?) -> String { folder(prefix) + stem + Self.dumpSuffix }

    /// Key of the manifest.
    public func manifest(below prefix: String?) -> String { folder(prefix) + stem + Self.manifestSuffix }

    /// By time, then name.
    public static func < (left: Self, right: Self) -> Bool {
        left.time == right.time ? left.stem < right.stem : left.time < right.time
    }

    private func folder(_ prefix: String?) -> String {
        guard let prefix else { return "" }
        let date = Self.compact(time)
        let start = prefix.isEmpty ? "" : prefix + "/"
        return "\(start)\(date.prefix(4))/\(date.dropFirst(4).prefix(2))/"
    }

    /// `YYYYMMDD'T'HHMMSS'Z'`.
    private static func compact(_ time: Timestamp) -> String {
        time.rfc3339.filter { $0 != "-" && $0 != ":" }
    }

    private static func time(_ text: Substring) -> Timestamp? {
        let bytes = Array(text)
        guard bytes.count == 16, bytes[8] == "T", bytes[15] == "Z" else { return nil }
        func part(_ range: Range<Int>) -> String { String(bytes[range]) }
        return Timestamp(rfc3339: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z")
    }
}

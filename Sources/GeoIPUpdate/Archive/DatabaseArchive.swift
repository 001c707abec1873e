/// Takes the database out of an archive as MaxMind publishes them: tar, compressed by gzip (`contract/platform.md §6`).
enum DatabaseArchive {
    /// What an archive may hold beside the database: headers, licence texts.
    private static let surplus = 4 << 20
    private static let pieceSize = 65_536

    /// Writes the first file whose name ends in `.mmdb` to a new file and onto the disk. Blocks.
    ///
    /// - Parameter limit: most bytes of the database.
    /// - Throws: ``ArchiveError``, ``FileError``. What was written so far is left for the caller to remove.
    static func extract(_ archive: String, to target: String, limit: Int) throws {
        let input = try RawFile(reading: archive)
        let output = try RawFile(creating: target)
        let gzip = try GzipReader(limit: limit + surplus)
        var tar = TarReader(limit: limit)
        while let piece = try input.read(upTo: pieceSize) {
            try gzip.consume(piece) { expanded in
                try tar.consume(expanded) { try output.write($0) }
            }
        }
        try gzip.finish()
        try tar.finish()
        try output.synchronize()
    }
}

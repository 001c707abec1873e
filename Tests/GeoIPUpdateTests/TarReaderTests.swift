import Testing

@testable import GeoIPUpdate

@Suite struct TarReaderTests {
    private let content = (0..<1500).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    /// What comes out of an archive that comes in pieces of `step` bytes.
    private func read(_ archive: [UInt8], step: Int = 700, limit: Int = 1 << 20) throws -> [UInt8] {
        var reader = TarReader(limit: limit)
        var found: [UInt8] = []
        for start in stride(from: 0, to: archive.count, by: step) {
            try reader.consume(archive[start..<min(start + step, archive.count)]) { found += $0 }
        }
        try reader.finish()
        return found
    }

    private func archive(_ build: (inout TarBuilder) -> Void) -> [UInt8] {
        var builder = TarBuilder()
        build(&builder)
        return builder.finished
    }

    private func published(_ form: TarBuilder.Form = .posix) -> [UInt8] {
        archive {
            $0.add("GeoLite2-City_20260106/", type: "5", form: form)
            $0.add("GeoLite2-City_20260106/COPYRIGHT.txt", Array("c".utf8), form: form)
            $0.add("GeoLite2-City_20260106/GeoLite2-City.mmdb", content, form: form)
            $0.add("GeoLite2-City_20260106/other.mmdb", [1, 2, 3], form: form)
        }
    }

    @Test(arguments: [1, 7, 511, 512, 513, 100_000])
    func `the first file that ends in mmdb is found, however the archive is cut into pieces`(step: Int) throws {
        #expect(try read(published(), step: step) == content)
        #expect(try read(published(.gnu), step: step) == content)
    }

    @Test func `a long name may stand in two places, or in attributes`() throws {
        let inTwo = archive { $0.add("City.mmdb", content, prefix: "folder/" + String(repeating: "x", count: 100)) }
        #expect(try read(inTwo) == content)
        let inAttributes = archive {
            $0.addAttributes([("comment", "none")], type: "g")
            $0.addAttributes([("mtime", "1.5"), ("path", "folder/City.mmdb")])
            $0.add("truncated", content)
        }
        #expect(try read(inAttributes) == content)
    }

    @Test(arguments: ["1", "2", "3", "4", "6", "7", "L", "K", "S", "?"] as [Character])
    func `a member that is neither file nor folder spoils the archive, wherever it stands`(type: Character) {
        let expected = ArchiveError.unsafeMember(type: type.asciiValue ?? 0)
        let first = archive {
            $0.add("City.mmdb", type: type)
            $0.add("b.mmdb", content)
        }
        let last = archive {
            $0.add("City.mmdb", content)
            $0.add("b", type: type)
        }
        #expect(throws: expected) { try read(first) }
        #expect(throws: expected) { try read(last) }
    }

    @Test(arguments: ["/etc/City.mmdb", "../City.mmdb", "a/../../City.mmdb", "a/..", "..", "", "a\\..\\City.mmdb", "/"])
    func `a name that leads out of the folder spoils the archive`(name: String) {
        let plain = archive { $0.add(name, content) }
        let hidden = archive {
            $0.addAttributes([("path", name)])
            $0.add("City.mmdb", content)
        }
        #expect(throws: ArchiveError.unsafeName) { try read(plain) }
        #expect(throws: ArchiveError.unsafeName) { try read(hidden) }
    }

    @Test(arguments: ["a..b/City.mmdb", "./City.mmdb", ".City.mmdb", "a/.../City.mmdb"])
    func `dots alone are no harm`(name: String) throws {
        let bytes = archive { $0.add(name, content) }
        #expect(try read(bytes) == content)
    }

    @Test func `what is larger than allowed is refused before it is read, also when only its attributes tell`() {
        let large = archive { $0.add("City.mmdb", content) }
        #expect(throws: ArchiveError.tooLarge(limit: 1499)) { try read(large, limit: 1499) }
        let other = archive { $0.add("README", content) }
        #expect(throws: ArchiveError.tooLarge(limit: 1499)) { try read(other, limit: 1499) }
        let told = archive {
            $0.addAttributes([("size", "999999999999")])
            $0.add("City.mmdb", content)
        }
        #expect(throws: ArchiveError.tooLarge(limit: 1 << 20)) { try read(told) }
    }

    @Test(arguments: ["99999999999", "-0000000001", "           ", "0000000000x", "\u{1}\u{2}\u{3}\u{4}\u{5}\u{6}\u{7}\u{8}\u{9}\u{1}\u{1}"])
    func `a size must be octal digits`(size: String) {
        let bytes = archive { $0.add("City.mmdb", content, size: size) }
        #expect(throws: ArchiveError.badHeader("no size")) { try read(bytes) }
    }

    @Test func `headers and attributes must be as their rules say`() {
        #expect(throws: ArchiveError.badHeader("wrong checksum")) { try read(archive { $0.add("City.mmdb", content, breaksChecksum: true) }) }
        #expect(throws: ArchiveError.badHeader("wrong checksum")) { try read([UInt8](repeating: 65, count: 1024)) }
        for size in ["1e3", "-1", "9999999999999", "", "0x10"] {
            let bytes = archive {
                $0.addAttributes([("size", size)])
                $0.add("City.mmdb", content)
            }
            #expect(throws: ArchiveError.badHeader("a size is no number")) { try read(bytes) }
        }
        for text in ["no record", "5 a=b", "999 a=b\n", "0 a=b\n", "6 abcd\n"] {
            let bytes = archive {
                $0.add("x", Array(text.utf8), type: "x")
                $0.add("City.mmdb", content)
            }
            #expect(throws: ArchiveError.self) { try read(bytes) }
        }
        let forAll = archive {
            $0.addAttributes([("path", "City.mmdb")], type: "g")
            $0.add("a", content)
        }
        #expect(throws: ArchiveError.badHeader("all members would have one name or size")) { try read(forAll) }
        let forNothing = archive { $0.addAttributes([("path", "City.mmdb")]) }
        #expect(throws: ArchiveError.badHeader("attributes of nothing")) { try read(forNothing) }
    }

    @Test func `an archive must have a database and an end, and nothing behind it`() {
        #expect(throws: ArchiveError.noDatabase) { try read(archive { $0.add("README", content) }) }
        #expect(throws: ArchiveError.noDatabase) { try read(archive { $0.add("City.mmdb") }) }
        #expect(throws: ArchiveError.noDatabase) { try read(archive { $0.add("City.mmdb/", type: "5") }) }
        #expect(throws: ArchiveError.trailingData) { try read(published() + [1]) }
        #expect(throws: ArchiveError.truncated) { try read([]) }
        let bytes = published()
        for length in stride(from: 0, to: bytes.count - 1024, by: 37) {
            #expect(throws: ArchiveError.truncated) { try read(Array(bytes[..<length])) }
        }
    }

    @Test func `whatever bytes are changed, it ends in an error or with no more than is allowed`() throws {
        let bytes = published()
        var random = SystemRandomNumberGenerator()
        for _ in 0..<3000 {
            var mutated = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                mutated[Int.random(in: mutated.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
            }
            if Bool.random(using: &random) { mutated.removeSubrange(0..<Int.random(in: 0...600, using: &random)) }
            do {
                let found = try read(mutated, limit: 4096)
                #expect(found.count <= 4096 && !found.isEmpty)
            } catch {
                #expect(error is ArchiveError)
            }
        }
    }
}

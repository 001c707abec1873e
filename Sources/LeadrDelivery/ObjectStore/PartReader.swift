import Foundation

/// Reads a file in parts of equal size, the last one smaller.
struct PartReader {
    /// Size of the file in bytes.
    let size: Int
    private let partSize: Int
    private let handle: FileHandle

    /// Opens a file.
    ///
    /// - Throws: ``ObjectStoreError/file(_:)``.
    init(_ file: URL, partSize: Int) throws(ObjectStoreError) {
        self.partSize = partSize
        do {
            handle = try FileHandle(forReadingFrom: file)
            size = Int(try handle.seekToEnd())
            try handle.seek(toOffset: 0)
        } catch {
            throw .file("\(file.path) cannot be read: \(error.localizedDescription)")
        }
    }

    /// Number of parts; one for an empty file.
    var partCount: Int { max(1, (size + partSize - 1) / partSize) }

    /// The next part; empty at the end.
    ///
    /// - Throws: ``ObjectStoreError/file(_:)``.
    func next() throws(ObjectStoreError) -> [UInt8] {
        do {
            var part: [UInt8] = []
            while part.count < partSize, let data = try handle.read(upToCount: min(partSize - part.count, 1 << 20)), !data.isEmpty { part += data }
            return part
        } catch {
            throw .file("a file cannot be read: \(error.localizedDescription)")
        }
    }

    /// Closes the file.
    func close() { try? handle.close() }
}

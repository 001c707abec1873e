import Foundation
import LeadrStore

/// The files of an export, one per table, also for tables without rows.
final class ExportFiles {
    private let format: AccountExport.Format
    private var files: [ExportTable: (name: String, handle: FileHandle, rows: Int)] = [:]

    /// Makes the folder and the files; none of them when one cannot be made.
    ///
    /// - Throws: An error that names a file that is there already or cannot be made.
    init(_ folder: URL, _ format: AccountExport.Format) throws {
        self.format = format
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        do {
            for table in ExportTable.all { try make(table, in: folder) }
        } catch {
            for file in files.values { try? FileManager.default.removeItem(at: folder.appendingPathComponent(file.name)) }
            throw error
        }
    }

    private func make(_ table: ExportTable, in folder: URL) throws {
        let name = "\(table.name).\(format.rawValue)"
        let descriptor = open(folder.appendingPathComponent(name).path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        guard descriptor >= 0 else { throw ExportError("\(name) cannot be made: \(String(cString: strerror(errno)))") }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        files[table] = (name, handle, 0)
        if format == .csv { try handle.write(contentsOf: Data((CSVLine.text(table.columnNames) + "\r\n").utf8)) }
    }

    /// Adds lines to the file of a table.
    func write(_ lines: [String], to table: ExportTable) throws {
        let end = format == .csv ? "\r\n" : "\n"
        try files[table]?.handle.write(contentsOf: Data((lines.joined(separator: end) + end).utf8))
        files[table]?.rows += lines.count
    }

    /// Completes the files.
    ///
    /// - Returns: Their names and rows, in the order of the tables.
    func close() throws -> [(name: String, rows: Int)] {
        for file in files.values {
            try file.handle.synchronize()
            try file.handle.close()
        }
        return ExportTable.all.compactMap { files[$0] }.map { ($0.name, $0.rows) }
    }
}

/// Why an export stopped.
struct ExportError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

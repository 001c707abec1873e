import LeadrRuntime

/// The board-state process.
@main
struct BoardStateWorker {
    static func main() async {
        await LeadrProcess.run(.boardStateWorker) { try Composition.boardStateWorker($0) }
    }
}

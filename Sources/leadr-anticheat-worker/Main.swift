import LeadrRuntime

/// The anti-cheat process.
@main
struct AntiCheatWorker {
    static func main() async {
        await LeadrProcess.run(.antiCheatWorker) { try Composition.antiCheatWorker($0) }
    }
}

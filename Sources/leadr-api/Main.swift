import LeadrRuntime

/// The API process.
@main
struct APIProcess {
    static func main() async {
        await LeadrProcess.run(.api) { try Composition.api($0) }
    }
}

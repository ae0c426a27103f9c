import Foundation

/// Which program labs start.
enum LabProgram {
    /// The running program's own file.
    static var path: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0]
    }
}

import Foundation

/// A wrong clock for one program, by a library of ours that is preloaded into it (CFakeClock).
///
/// Linux gives every namespace the machine's time of day, so the wrong time is put before the
/// program's calls of the C library instead; its timers keep the true pace.
enum FakeClock {
    /// The variables that make a program believe that it is so many seconds later.
    ///
    /// - Throws: `LabError.unsupported` when the library is not beside the program.
    static func variables(offset: Double, culpritPath: String) throws -> [String: String] {
        let folder = (culpritPath as NSString).deletingLastPathComponent
        let places = [folder, "\(folder)/../lib/culprit"].map { "\($0)/libFakeClock.so" }
        guard let library = places.first(where: FileManager.default.fileExists) else {
            throw LabError.unsupported(
                what: "a wrong clock needs \(places[0]): swift build --product FakeClock")
        }
        return ["LD_PRELOAD": library, "LAB_CLOCK_OFFSET": "\(Int(offset))"]
    }
}

/// A file named on the command line cannot be used; it ends the program with status 2.
struct FileProblem: Error, CustomStringConvertible {
    let description: String
}

/// An error of a task that another attempt would only meet again: the slot has failed with it, whatever retries the task has.
public protocol FinalTaskError: Error {}

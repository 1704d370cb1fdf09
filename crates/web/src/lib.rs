//! The pages and routes of the application.

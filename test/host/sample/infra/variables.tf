variable "region" {
  description = "Where the shop runs."
  type        = string
  default     = "eu-central-1"
}
